using System.Collections.Specialized;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Web;
using BidForge.Backups.Places;
using BidForge.Backups.Sealing;

namespace BidForge.Backups.Tests.Blobs;

/// <summary>Buckets are reached without keys in the settings, by the identity that a cluster gives to a pod: a token in a file, exchanged for keys at STS (AWS Security Token Service).</summary>
public sealed class WebIdentityTests(Buckets buckets) : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("bidforge-identity-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public async Task A_pod_s_token_is_exchanged_for_keys()
    {
        var (keyFile, token) = (Path.Combine(root, "key"), Path.Combine(root, "token"));
        BackupKey.Create(keyFile);
        await File.WriteAllTextAsync(token, "who-the-pod-is", TestContext.Current.CancellationToken);
        var (from, to) = (await buckets.NewAsync(), await buckets.NewAsync());
        using (var source = new BucketPlace(from))
            await source.PutAsync(Scene.Name(1), stream => stream.WriteAsync(new byte[1000]).AsTask(), null, TestContext.Current.CancellationToken);
        using var sts = new HttpListener();
        var address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Choose()}/");
        sts.Prefixes.Add(address);
        sts.Start();
        var asked = new List<NameValueCollection>();
        var answering = AnswerAsync(sts, asked);

        var (code, output, errors) = await Tool.RunAsync(
            new Dictionary<string, string>(Buckets.Variables(from, to, keyFile))
            {
                ["AWS_WEB_IDENTITY_TOKEN_FILE"] = token,
                ["AWS_ROLE_ARN"] = "arn:aws:iam::123456789012:role/blob-backups",
                ["AWS_ENDPOINT_URL_STS"] = address,
                ["AWS_REGION"] = "us-east-1",
            },
            "backup", "blobs", "run", "--json", "--state-dir", root);
        sts.Stop();
        await answering;

        Assert.True(code is 0, $"{output}\n{errors}");
        Assert.Equal(1, JsonElement.Parse(output).GetProperty("copied").GetInt32());
        Assert.NotEmpty(asked);
        Assert.All(asked, request =>
        {
            Assert.Equal("AssumeRoleWithWebIdentity", request["Action"]);
            Assert.Equal("who-the-pod-is", request["WebIdentityToken"]);
            Assert.EndsWith("role/blob-backups", request["RoleArn"], StringComparison.Ordinal);
        });
    }

    private static async Task AnswerAsync(HttpListener sts, List<NameValueCollection> asked)
    {
        while (sts.IsListening)
        {
            try
            {
                var call = await sts.GetContextAsync();
                using var body = new StreamReader(call.Request.InputStream);
                asked.Add(HttpUtility.ParseQueryString(await body.ReadToEndAsync()));
                call.Response.ContentType = "text/xml";
                call.Response.Close(Encoding.UTF8.GetBytes($"""
                    <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult><Credentials>
                      <AccessKeyId>S3RVER</AccessKeyId><SecretAccessKey>S3RVER</SecretAccessKey><SessionToken>session</SessionToken>
                      <Expiration>{TimeProvider.System.GetUtcNow().AddHours(1):yyyy-MM-dd'T'HH:mm:ss'Z'}</Expiration>
                    </Credentials></AssumeRoleWithWebIdentityResult><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></AssumeRoleWithWebIdentityResponse>
                    """), willBlock: false);
            }
            catch (Exception stopped) when (stopped is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
