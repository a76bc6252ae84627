using BidForge.Bids.Sealing;

namespace BidForge.Bids.Tests.Sealing;

public sealed class MountedKeysTests
{
    [Fact]
    public void A_key_file_at_the_end_of_links_is_seen_to_change()
    {
        // As Kubernetes mounts a secret: keys.json is a link to ..data/keys.json, and ..data one to a folder that another replaces.
        var folder = Directory.CreateTempSubdirectory("bidforge-mounted-").FullName;
        var (path, data) = (Path.Combine(folder, "keys.json"), Path.Combine(folder, "..data"));
        try
        {
            Mount("one", new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
            File.CreateSymbolicLink(path, Path.Combine("..data", "keys.json"));
            var before = KeyStore.StampOf(path);
            Assert.Equal(before, KeyStore.StampOf(path));

            Directory.Delete(data);
            Mount("two", new(2026, 1, 2, 0, 0, 0, DateTimeKind.Utc));
            Assert.NotEqual(before, KeyStore.StampOf(path));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        void Mount(string version, DateTime changedAt)
        {
            var file = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, version)).FullName, "keys.json");
            File.WriteAllText(file, version);
            File.SetLastWriteTimeUtc(file, changedAt);
            Directory.CreateSymbolicLink(data, version);
        }
    }
}
