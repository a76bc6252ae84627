using FsCheck;
using FsCheck.Fluent;

namespace BidForge.Ledger.Tests;

/// <summary>Roots are those of the reference implementation of Certificate Transparency, whose tree RFC 9162 keeps.</summary>
public sealed class MerkleTreeTests
{
    private static readonly byte[][] Leaves =
    [
        .. new[] { "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f" }
            .Select(leaf => MerkleTree.LeafHash(Convert.FromHexString(leaf))),
    ];

    [Theory]
    [InlineData(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData(1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [InlineData(2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")]
    [InlineData(4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4")]
    [InlineData(6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef")]
    [InlineData(7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c")]
    [InlineData(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void The_published_roots_come_out(int size, string root) => Assert.Equal(root, Convert.ToHexStringLower(MerkleTree.Root(Leaves.AsSpan(0, size))));

    [Fact]
    public void Every_leaf_of_every_size_is_proven_and_at_its_own_place_only()
    {
        for (var size = 1; size <= 70; size++)
        {
            var leaves = Numbered(size);
            var root = MerkleTree.Root(leaves);
            for (var index = 0; index < size; index++)
            {
                var path = MerkleTree.InclusionPath(index, leaves);
                Assert.True(MerkleTree.Includes(root, size, index, leaves[index], path));
                Assert.False(MerkleTree.Includes(root, size, index, leaves[(index + 1) % size], path) && size > 1);
                Assert.False(MerkleTree.Includes(root, size, index + 1, leaves[index], path));
                if (path.Count > 0)
                    Assert.False(MerkleTree.Includes(root, size, index, leaves[index], path.SkipLast(1)));
                Assert.False(MerkleTree.Includes(root, size, index, leaves[index], [.. path, leaves[0]]));
            }
        }
    }

    [Fact]
    public void Any_deletion_insertion_reorder_or_edit_of_a_leaf_changes_the_root() => Prop.ForAll(
        Gen.Choose(1, 200).SelectMany(size => Gen.Choose(0, size - 1).SelectMany(at => Gen.Choose(0, size - 1).Select(other => (size, at, other)))).ToArbitrary(),
        input =>
        {
            var (size, at, other) = input;
            var leaves = Numbered(size);
            var root = MerkleTree.Root(leaves);
            byte[][] Without() => [.. leaves[..at], .. leaves[(at + 1)..]];
            byte[][] With() => [.. leaves[..at], MerkleTree.LeafHash("new"u8), .. leaves[at..]];
            byte[][] Twice() => [.. leaves[..at], leaves[at], .. leaves[at..]];
            byte[][] Edited() => [.. leaves[..at], MerkleTree.LeafHash([(byte)at, 1, 2]), .. leaves[(at + 1)..]];
            byte[][] Swapped()
            {
                byte[][] swapped = [.. leaves];
                (swapped[at], swapped[other]) = (swapped[other], swapped[at]);
                return swapped;
            }
            foreach (var changed in new[] { Without(), With(), Twice(), Edited() })
                Assert.NotEqual(root, MerkleTree.Root(changed));
            if (at != other)
                Assert.NotEqual(root, MerkleTree.Root(Swapped()));
        }).QuickCheckThrowOnFailure();

    private static byte[][] Numbered(int size) => [.. Enumerable.Range(0, size).Select(number => MerkleTree.LeafHash(BitConverter.GetBytes(number)))];
}
