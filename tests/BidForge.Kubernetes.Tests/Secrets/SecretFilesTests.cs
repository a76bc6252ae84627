using BidForge.Cli.Running;
using BidForge.ServiceDefaults;
using Microsoft.AspNetCore.Builder;

namespace BidForge.Kubernetes.Tests.Secrets;

/// <summary>Settings that are files. One test here sets a variable of the whole process, which every program that is started in it would read.</summary>
[Collection("environment variables")]
public sealed class SecretFilesTests
{
    [Fact]
    public void A_file_of_the_directory_is_a_setting_and_wins_over_a_variable()
    {
        using var secret = new MountedSecret(("ConnectionStrings__auth", "Host=core-rw;Password=test\n"), ("Web__Key", "key"));
        var builder = WebApplication.CreateBuilder();
        builder.Configuration["BIDFORGE_SECRETS"] = secret.Folder;
        builder.Configuration["ConnectionStrings:auth"] = "Host=from-a-variable";
        builder.AddSecretFiles();
        Assert.Equal("Host=core-rw;Password=test", builder.Configuration["ConnectionStrings:auth"]);
        Assert.Equal("key", builder.Configuration["Web:Key"]);
    }

    [Fact]
    public void A_directory_that_is_not_there_is_no_start()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration["BIDFORGE_SECRETS"] = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"));
        Assert.Throws<DirectoryNotFoundException>(() => builder.AddProcessDefaults("any"));
    }

    [Fact]
    public void Without_the_variable_nothing_changes()
    {
        var builder = WebApplication.CreateBuilder();
        var before = builder.Configuration.Sources.Count;
        builder.AddSecretFiles();
        Assert.Equal(before, builder.Configuration.Sources.Count);
    }

    [Fact]
    public void The_tool_finds_databases_in_the_same_directory()
    {
        using var secret = new MountedSecret(
            ("ConnectionStrings__bidcatalog", "Host=core-rw\n"), ("ConnectionStrings__bid0", "Host=bid0-rw"), ("ConnectionStrings__bid1", "Host=bid1-rw"), ("ConnectionStrings__bid3", "Host=bid3-rw"));
        Environment.SetEnvironmentVariable("BIDFORGE_SECRETS", secret.Folder);
        try
        {
            Assert.Equal("Host=core-rw", DatabaseAddress.Of("bidcatalog", new StateFolder(secret.Folder)));
            Assert.Equal([("bid0", "Host=bid0-rw"), ("bid1", "Host=bid1-rw")], DatabaseAddress.Shards(new StateFolder(secret.Folder)));
        }
        finally
        {
            Environment.SetEnvironmentVariable("BIDFORGE_SECRETS", null);
        }
    }
}
