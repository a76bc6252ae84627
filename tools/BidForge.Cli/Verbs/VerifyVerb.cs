using System.Text.Json;
using BidForge.Cli.Running;
using BidForge.Ledger;

namespace BidForge.Cli.Verbs;

internal static class VerifyVerb
{
    private static readonly Argument<FileInfo> ReceiptFile = new("receipt") { Description = "receipt.json, as the site or the API gave it." };
    private static readonly Option<FileInfo?> BidFile = new("--bid") { Description = "bid.json: the bid that the receipt is for." };
    private static readonly Option<FileInfo?> ProofFile = new("--proof") { Description = "proof.json: that the receipt is under the root; needs --root." };
    private static readonly Option<FileInfo?> RootFile = new("--root") { Description = "root.json: what the opening published." };
    private static readonly Option<FileInfo?> KeysFile = new("--keys") { Description = "The public keys, as /api/v1/receipts/keys gives them; with it nothing is asked over the network." };
    private static readonly Option<Uri?> Url = SiteOption.Create("The site to get the public keys from otherwise. [default: http://localhost:8080]");
    private static readonly Option<bool> Json = new("--json") { Description = "Print the findings as JSON." };

    public static Command Create()
    {
        var command = new Verb("verify", "Checks a receipt, the bid that it is for, and that the opening counted it.", """
            Everything is computed here: canonical JSON (RFC 8785), SHA-256, ES256 (RFC 7518) and the inclusion proof (RFC 9162). Keep the keys file with the receipt to check
            it without BidForge.
            Exit codes: 0 everything holds; 1 something does not, and it says what; 6 a file is missing or the keys can't be had.
            """)
        { ReceiptFile, BidFile, ProofFile, RootFile, KeysFile, Url, Json };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var receipt = Read(parsed.GetRequiredValue(ReceiptFile));
        var findings = ReceiptCheck.Run(
            await KeysAsync(parsed, cancellationToken), receipt!.Value, Read(parsed.GetValue(BidFile)), Read(parsed.GetValue(ProofFile)), Read(parsed.GetValue(RootFile)));
        if (parsed.GetValue(Json))
            Console.WriteLine(JsonSerializer.Serialize(findings, SystemState.Json));
        else
            foreach (var finding in findings)
                AnsiConsole.WriteLine(finding.Fault is null ? $"ok     {finding.What}" : $"FAULT  {finding.What}: {finding.Fault}");
        return findings.All(finding => finding.Fault is null) ? ExitCode.Done : ExitCode.Failed;
    }

    private static ReadOnlyMemory<byte>? Read(FileInfo? file) =>
        file is null ? null : file.Exists ? (ReadOnlyMemory<byte>?)File.ReadAllBytes(file.FullName) : throw new CliException($"There is no file {file.FullName}.", ExitCode.Missing);

    private static async Task<ReceiptKeys> KeysAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var given = parsed.GetValue(KeysFile);
        try
        {
            var json = given is null ? await FetchAsync(parsed.GetValue(Url) ?? new("http://localhost:8080"), cancellationToken) : Read(given)!.Value.ToArray();
            return JsonSerializer.Deserialize<ReceiptKeys>(json, LedgerJson.Options) ?? throw new JsonException("They are empty.");
        }
        catch (Exception fault) when (fault is JsonException or HttpRequestException)
        {
            throw new CliException($"The public keys can't be had: {fault.Message} Give them with --keys.", ExitCode.Missing);
        }
    }

    private static async Task<byte[]> FetchAsync(Uri site, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = site, Timeout = TimeSpan.FromSeconds(10) };
        return await http.GetByteArrayAsync("/api/v1/receipts/keys", cancellationToken);
    }
}
