using BidForge.Backups;
using BidForge.Backups.Places;
using BidForge.Backups.Sealing;
using BidForge.Backups.Storing;
using BidForge.Cli.Running;
using Microsoft.Extensions.Configuration;

namespace BidForge.Cli.Backups.Blobs;

/// <summary>Where blobs are and where their mirror is, by settings as services are given them, or by the state folder of a local system. None of it has to run.</summary>
internal sealed class BlobMirror
{
    public const string Details = """
        Blobs lie where the file service has them: Blobs__Kind (Local or S3), Blobs__Directory, Blobs__S3__Bucket, __Region, __ServiceUrl, __AccessKey, __SecretKey. Their mirror lies in another
        place, named in the same words: Backups__Kind, Backups__Directory, Backups__S3__...; Backups__KeyFile names the file with the key, Backups__KeepDays how long what is gone is kept.
        Each is a variable, or a file in the directory that BIDFORGE_SECRETS names. Without them it is the state folder's blobs, and what ./bidforge backup init set up.
        Exit codes: 0 done; 1 failed, or something is damaged; 2 not understood; 6 backups are not set up, or their key is missing.
        """;

    private BlobMirror(IConfiguration settings)
    {
        Source = settings.GetSection("Blobs").Get<PlaceOptions>()!;
        Options = settings.GetSection("Backups").Get<PlaceOptions>() is { } given && (given.Directory.Length > 0 || given.S3.Bucket.Length > 0)
            ? given
            : throw new CliException("Backups are not set up: ./bidforge backup init, or Backups__Kind=S3, Backups__S3__Bucket and Backups__KeyFile.", ExitCode.Missing);
        KeyFile = settings["Backups:KeyFile"] ?? throw new CliException("Backups__KeyFile must name the file with the key of the backups.", ExitCode.Missing);
        KeepDays = settings.GetValue("Backups:KeepDays", 30);
        if (KeepDays is < 1 or > 3650)
            throw new CliException("Backups__KeepDays is 1 to 3650.", ExitCode.Failed);
        if (Source.Meets(Options))
            throw new CliException("Blobs and Backups name the same place: a mirror lies in another one.", ExitCode.Failed);
    }

    public PlaceOptions Source { get; }

    public int KeepDays { get; }

    private PlaceOptions Options { get; }

    private string KeyFile { get; }

    public SealedFiles Open() => new(Options.Open("Backups"), BackupAccess.Key(KeyFile));

    public static BlobMirror From(ParseResult parsed)
    {
        var folder = StateFolder.From(parsed);
        var settings = new ConfigurationBuilder().AddInMemoryCollection(Local(folder)).AddEnvironmentVariables();
        if (Environment.GetEnvironmentVariable("BIDFORGE_SECRETS") is { Length: > 0 } secrets)
            settings.AddKeyPerFile(Directory.Exists(secrets) ? Path.GetFullPath(secrets) : throw new CliException($"BIDFORGE_SECRETS: {secrets} is not there.", ExitCode.Missing), optional: false);
        return new BlobMirror(settings.Build());
    }

    private static IEnumerable<KeyValuePair<string, string?>> Local(StateFolder folder)
    {
        yield return new("Blobs:Directory", Path.Combine(folder.Path, "blobs"));
        if (BackupSettings.Read(folder.Path) is not { } settings)
            yield break;
        yield return new("Backups:Directory", settings.Repository);
        yield return new("Backups:KeyFile", settings.KeyFile);
        yield return new("Backups:KeepDays", settings.KeepDays.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
