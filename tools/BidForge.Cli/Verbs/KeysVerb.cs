using System.Globalization;
using System.Text.Json;
using BidForge.Cli.Keys;
using BidForge.Cli.Running;
using BidForge.Ledger;
using Npgsql;

namespace BidForge.Cli.Verbs;

internal static class KeysVerb
{
    private const string Details = """
        The key file holds what no database does: master keys that wrap the key of each package, keys that sign receipts, and the key of request hashes.
        Keep it like the bids themselves: without it no sealed bid can be opened. Old keys stay in it, so that everything wrapped or signed by them goes on to be readable.
        Services take a changed file into use within seconds. ConnectionStrings__bid0, __bid1 ... in the environment name the shards where BidForge does not run from a state folder.
        Exit codes: 0 done; 1 refused; 5 not running; 6 no key file.
        """;

    private static readonly Option<string?> PathOption = new("--file") { Description = "The key file. [default: keys/bid-keys.json in the state folder]" };

    public static Command Create() => new("keys", "The keys that seal bids and sign receipts.") { CreateNew(), CreateShow(), CreateRotate(), CreateRewrap() };

    private static Verb CreateNew()
    {
        var command = new Verb("create", "Makes a key file, where there is none.", Details) { PathOption, StateFolder.Option };
        command.SetAction(parsed =>
        {
            var path = PathOf(parsed);
            if (File.Exists(path))
                throw new CliException($"{path} is there already; ./bidforge keys rotate adds a key to it.", ExitCode.Failed);
            KeyFileOnDisk.CreateNew(path, KeyFile.Create(TimeProvider.System.GetUtcNow()));
            AnsiConsole.WriteLine($"Made {path}, readable by you only. Put a copy where backups of secrets belong.");
            return ExitCode.Done;
        });
        return command;
    }

    private static Verb CreateShow()
    {
        var json = new Option<bool>("--public") { Description = "Print the public keys of receipts (RFC 7517) as ./bidforge verify --keys takes them." };
        var command = new Verb("show", "Lists the keys by name; never their secrets.", Details) { PathOption, json, StateFolder.Option };
        command.SetAction(parsed =>
        {
            var file = Read(PathOf(parsed));
            if (parsed.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(ReceiptKeys.Of(file), LedgerJson.Options));
                return ExitCode.Done;
            }
            Print("master ", file.Masters);
            Print("signing", file.Signers);
            return ExitCode.Done;
        });
        return command;
    }

    private static Verb CreateRotate()
    {
        var signing = new Option<bool>("--signing") { Description = "A new signing key instead of a new master key: receipts from now on are signed by it, earlier ones stay checkable." };
        var command = new Verb("rotate", "Adds a new master key and wraps every package's key by it, without touching bids, while bidding goes on.", Details)
        { PathOption, signing, StateFolder.Option };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = PathOf(parsed);
            var now = TimeProvider.System.GetUtcNow();
            var file = parsed.GetValue(signing) ? Read(path).WithNewSigner(now) : Read(path).WithNewMaster(now);
            KeyFileOnDisk.Replace(path, file);
            AnsiConsole.WriteLine(parsed.GetValue(signing) ? $"New signing key {file.Signers[^1].Id}." : $"New master key {file.Masters[^1].Id}.");
            return parsed.GetValue(signing) ? ExitCode.Done : await RewrapAsync(file, StateFolder.From(parsed), cancellationToken);
        });
        return command;
    }

    private static Verb CreateRewrap()
    {
        var command = new Verb("rewrap", "Goes on with a rotation that was interrupted, or one whose file was spread by a secret store.", Details) { PathOption, StateFolder.Option };
        command.SetAction((parsed, cancellationToken) => RewrapAsync(Read(PathOf(parsed)), StateFolder.From(parsed), cancellationToken));
        return command;
    }

    private static async Task<int> RewrapAsync(KeyFile file, StateFolder folder, CancellationToken cancellationToken)
    {
        var rewrap = new KeyRewrap(file);
        foreach (var (name, address) in DatabaseAddress.Shards(folder))
        {
            await using var shard = NpgsqlDataSource.Create(address);
            var (left, done) = (await rewrap.LeftAsync(shard, cancellationToken), 0L);
            for (var step = -1; step != 0; done += step)
            {
                step = await rewrap.StepAsync(shard, cancellationToken);
                if (step > 0)
                    AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {done + step} of {Math.Max(left, done + step)} keys wrapped"));
            }
            AnsiConsole.WriteLine($"{name}: every package's key is under {file.Masters[^1].Id}");
        }
        return ExitCode.Done;
    }

    private static void Print(string kind, IReadOnlyList<NamedKey> keys)
    {
        foreach (var key in keys)
            AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind} {key.Id}  {key.CreatedAt:u}{(key == keys[^1] ? "  in use" : "")}"));
    }

    private static string PathOf(ParseResult parsed) =>
        Path.GetFullPath(parsed.GetValue(PathOption) ?? Path.Combine(StateFolder.From(parsed).Path, "keys", "bid-keys.json"));

    private static KeyFile Read(string path)
    {
        if (!File.Exists(path))
            throw new CliException($"There is no key file {path}.", ExitCode.Missing);
        try
        {
            return KeyFile.Parse(File.ReadAllBytes(path));
        }
        catch (JsonException fault)
        {
            throw new CliException($"{path} is no key file: {fault.Message}", ExitCode.Failed);
        }
    }
}
