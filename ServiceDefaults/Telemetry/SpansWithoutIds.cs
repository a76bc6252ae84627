using System.Diagnostics;
using OpenTelemetry;

namespace BidForge.ServiceDefaults.Telemetry;

/// <summary>
/// Takes ids and queries out of the addresses that spans carry: all of them, since one trace joins the call that submits a bid with those that read its package.
/// The route, the times and the outcome stay. Comes before the exporters.
/// </summary>
internal sealed class SpansWithoutIds : BaseProcessor<Activity>
{
    private static readonly string[] Addresses = ["url.path", "url.full", "http.target", "http.url"];

    public override void OnEnd(Activity data)
    {
        data.SetTag("url.query", null);
        foreach (var name in Addresses)
            if (data.GetTagItem(name) is string address)
                data.SetTag(name, Plain(address));
    }

    private static string Plain(string address)
    {
        var query = address.IndexOf('?');
        return SealedPaths.Template(query < 0 ? address : address[..query]);
    }
}
