// ./bidforge: one verb, one file under Verbs/.
using BidForge.Cli.Verbs;

var root = new RootCommand("""
    BidForge: runs, tests and looks after the marketplace.

    Exit codes: 0 done; 1 failed; 2 not understood; 3 already running; 4 port in use; 5 not running; 6 something is missing here; 7 does not build.
    """)
{
    UpVerb.Create(),
    DownVerb.Create(),
    StatusVerb.Create(),
    LogsVerb.Create(),
    ResetVerb.Create(),
    TestVerb.Create(),
    DemoVerb.Create(),
    SeedVerb.Create(),
    MigrateVerb.Create(),
    FlagsVerb.Create(),
    ErrorsVerb.Create(),
    AdminVerb.Create(),
    KeysVerb.Create(),
    VerifyVerb.Create(),
    BenchVerb.Create(),
    FaultsVerb.Create(),
    ArchiveVerb.Create(),
    BackupVerb.Create(),
    ShardsVerb.Create(),
};
return await BidForge.Cli.CommandLine.RunAsync(root, args);
