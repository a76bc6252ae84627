using BidForge.Testing.Marketplace;
using Npgsql;

namespace BidForge.Monitoring.Tests.Support;

internal static class Administrator
{
    /// <summary>The access token of a platform administrator, marked in the database as <c>./bidforge admin grant</c> marks it.</summary>
    public static async Task<string> TokenAsync(Marketplace marketplace, CancellationToken ct)
    {
        var company = await Company.RegisterAsync(marketplace.Gateway, "contractor", ct);
        await using var database = NpgsqlDataSource.Create((await marketplace.App.GetConnectionStringAsync("auth-db", ct))!);
        await using var grant = database.CreateCommand("update users set platform_admin = true where email = $1");
        grant.Parameters.Add(new() { Value = company.Email });
        Assert.Equal(1, await grant.ExecuteNonQueryAsync(ct));
        return await company.LogInAgainAsync(ct);
    }
}
