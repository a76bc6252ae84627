using System.Net;
using System.Text.Json;
using BidForge.Auth.Tests.Support;

namespace BidForge.Auth.Tests.Companies;

public sealed class DirectoryTests(Servers servers)
{
    // A word of this test's own keeps other tests' companies out of its lists.
    private readonly string word = Guid.NewGuid().ToString("N")[..10];

    [Fact]
    public async Task A_company_is_found_by_a_part_of_its_name_in_any_case()
    {
        var owner = await servers.Api.NewOwnerAsync(Api.Company($"Müller {word} Dach"));
        Assert.Equal([$"Müller {word} Dach"], await NamesAsync(owner, $"query={word.ToUpperInvariant()}"));
        Assert.Equal([$"Müller {word} Dach"], await NamesAsync(owner, $"query={word[2..]} da"));
    }

    [Fact]
    public async Task Signs_that_match_anything_in_sql_match_only_themselves()
    {
        var owner = await servers.Api.NewOwnerAsync(Api.Company($"{word} 100%_sure"));
        Assert.Single(await NamesAsync(owner, $"query={Uri.EscapeDataString($"{word} 100%_")}"));
        Assert.Empty(await NamesAsync(owner, $"query={Uri.EscapeDataString($"{word}%sure")}"));
        Assert.Empty(await NamesAsync(owner, $"query={Uri.EscapeDataString($"{word[..5]}_{word[6..]}")}"));
        Assert.Empty(await NamesAsync(owner, $"query={Uri.EscapeDataString($"{word}\\")}"));
    }

    [Fact]
    public async Task Trade_and_kind_narrow_the_list()
    {
        var owner = await servers.Api.NewOwnerAsync(Api.Company($"A {word}", trades: ["solar", "electrical"]));
        await servers.Api.NewOwnerAsync(Api.Company($"B {word}", trades: ["roofing"]));
        await servers.Api.NewOwnerAsync(Api.Company($"C {word}", "contractor", trades: ["solar"]));
        Assert.Equal([$"A {word}", $"C {word}"], await NamesAsync(owner, $"query={word}&trade=solar"));
        Assert.Equal([$"A {word}"], await NamesAsync(owner, $"query={word}&trade=solar&kind=subcontractor"));
    }

    [Fact]
    public async Task Nearest_first_with_distances_over_ground_and_none_beyond_the_limit()
    {
        var owner = await servers.Api.NewOwnerAsync(Api.Company($"Chicago {word}", latitude: 41.8781, longitude: -87.6298));
        await servers.Api.NewOwnerAsync(Api.Company($"Milwaukee {word}", latitude: 43.0389, longitude: -87.9065));
        await servers.Api.NewOwnerAsync(Api.Company($"Boston {word}", latitude: 42.3601, longitude: -71.0589));
        await servers.Api.NewOwnerAsync(Api.Company($"Sydney {word}", latitude: -33.8688, longitude: 151.2093));

        var all = (await owner.GetAsync($"companies?query={word}&latitude=41.8781&longitude=-87.6298&sort=distance")).Expect(HttpStatusCode.OK)["data"];
        Assert.Equal([$"Chicago {word}", $"Milwaukee {word}", $"Boston {word}", $"Sydney {word}"], Names(all));
        var distances = all.EnumerateArray().Select(company => company.GetProperty("distanceKm").GetDouble()).ToList();
        // Great-circle distances of these towns, to a kilometre.
        Assert.Equal([0, 131, 1367, 14875], distances.Select(km => Math.Round(km)).Select(km => (int)km), Near);

        Assert.Equal([$"Chicago {word}", $"Milwaukee {word}"], await NamesAsync(owner, $"query={word}&latitude=41.8781&longitude=-87.6298&withinKm=200&sort=distance"));
        Assert.Equal([$"Chicago {word}"], await NamesAsync(owner, $"query={word}&latitude=41.8781&longitude=-87.6298&withinKm=130"));
    }

    [Fact]
    public async Task Distance_is_measured_across_the_date_line()
    {
        var owner = await servers.Api.NewOwnerAsync(Api.Company($"Taveuni {word}", latitude: -16.8, longitude: -179.9));
        Assert.Single(await NamesAsync(owner, $"query={word}&latitude=-16.8&longitude=179.9&withinKm=25"));
        Assert.Empty(await NamesAsync(owner, $"query={word}&latitude=-16.8&longitude=179.9&withinKm=20"));
    }

    [Theory]
    [InlineData("sort=name")]
    [InlineData("sort=distance&latitude=41&longitude=-87")]
    public async Task Pages_show_every_company_once_even_where_names_and_places_are_the_same(string sort)
    {
        var owner = await servers.Api.NewOwnerAsync(Api.Company($"Same {word}"));
        for (var more = 0; more < 6; more++)
            await servers.Api.NewOwnerAsync(Api.Company(more < 3 ? $"Same {word}" : $"Other {more} {word}", latitude: more < 4 ? 41.88 : 41 + more / 10.0));

        var seen = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = (await owner.GetAsync($"companies?query={word}&{sort}&limit=2{(cursor.Length is 0 ? "" : "&cursor=" + cursor)}")).Expect(HttpStatusCode.OK);
            Assert.InRange(page["data"].GetArrayLength(), 1, 2);
            seen.AddRange(page["data"].EnumerateArray().Select(company => company.GetProperty("id").GetString()!));
            cursor = page["pagination"].TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
        }
        Assert.Equal(7, seen.Count);
        Assert.Equal(7, seen.Distinct().Count());
    }

    [Theory]
    [InlineData("sort=distance", "latitude")]
    [InlineData("latitude=41&withinKm=5", "longitude")]
    [InlineData("latitude=NaN&longitude=1", "latitude")]
    [InlineData("latitude=41&longitude=1e9", "longitude")]
    [InlineData("longitude=east", "longitude")]
    [InlineData("limit=101", "limit")]
    [InlineData("limit=many", "limit")]
    [InlineData("cursor=!!", "cursor")]
    [InlineData("cursor=bnVsbA", "cursor")]
    [InlineData("trade=alchemy", "trade")]
    [InlineData("kind=1", "kind")]
    public async Task A_search_that_makes_no_sense_is_refused_by_name(string query, string field)
    {
        var owner = await servers.Api.NewOwnerAsync();
        Assert.Equal([field], (await owner.GetAsync($"companies?{query}")).Expect(HttpStatusCode.BadRequest, "request.invalid").Fields);
    }

    [Fact]
    public async Task The_directory_is_for_those_who_are_signed_in() =>
        (await servers.Api.GetAsync("companies")).Expect(HttpStatusCode.Unauthorized, "auth.token-invalid");

    private static bool Near(int expected, int actual) => Math.Abs(expected - actual) <= 2;

    private static async Task<List<string>> NamesAsync(Person person, string query) =>
        Names((await person.GetAsync($"companies?{query}")).Expect(HttpStatusCode.OK)["data"]);

    private static List<string> Names(JsonElement companies) => [.. companies.EnumerateArray().Select(company => company.GetProperty("name").GetString()!)];
}
