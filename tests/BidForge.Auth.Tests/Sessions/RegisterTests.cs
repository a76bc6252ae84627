using System.Net;
using BidForge.Auth.Tests.Support;
using Npgsql;

namespace BidForge.Auth.Tests.Sessions;

public sealed class RegisterTests(Servers servers)
{
    [Fact]
    public async Task A_company_registers_and_its_first_user_owns_it()
    {
        var company = Api.Company("Lakeside Roofing", trades: ["roofing", "waterproofing"]);
        var session = (await servers.Api.RegisterAsync(company, "  Ann.Gray@Lakeside.example ".Replace("Ann", $"Ann{Guid.NewGuid():N}"))).Expect(HttpStatusCode.Created);

        Assert.Equal("owner", session["user"].GetProperty("role").GetString());
        Assert.EndsWith(".gray@lakeside.example", session["user"].GetProperty("email").GetString());
        Assert.Equal("Bearer", session.Text("tokenType"));
        Assert.Equal(600, session["expiresIn"].GetInt32());
        var me = (await servers.Api.GetAsync("auth/me", session.Text("accessToken"))).Expect(HttpStatusCode.OK);
        Assert.Equal("Lakeside Roofing", me["company"].GetProperty("name").GetString());
        Assert.Equal(["roofing", "waterproofing"], me["company"].GetProperty("trades").EnumerateArray().Select(trade => trade.GetString()!));
        Assert.Equal(1, me["company"].GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task An_address_has_one_account_in_whatever_case_it_is_written()
    {
        var email = Api.NewEmail();
        (await servers.Api.RegisterAsync(email: email)).Expect(HttpStatusCode.Created);
        var refusal = (await servers.Api.RegisterAsync(email: email.ToUpperInvariant())).Expect(HttpStatusCode.Conflict, "auth.email-taken");
        Assert.Equal(["user.email"], refusal.Fields);
    }

    [Fact]
    public async Task Of_many_who_register_one_address_at_once_one_succeeds()
    {
        var email = Api.NewEmail();
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => servers.Api.RegisterAsync(email: email)));
        Assert.Single(answers, answer => answer.Status is HttpStatusCode.Created);
        Assert.Equal(4, answers.Count(answer => answer.Code is "auth.email-taken"));
    }

    [Fact]
    public async Task Every_wrong_field_is_named_at_once()
    {
        var company = Api.Company(" ", latitude: 91, longitude: -181, trades: ["roofing", "alchemy"]);
        company["serviceRadiusKm"] = -1;
        company["timeZone"] = "Chicago";
        company["website"] = "javascript:alert(1)";
        company["phone"] = "call me";
        var refusal = (await servers.Api.RegisterAsync(company, "nobody", "short", name: "")).Expect(HttpStatusCode.BadRequest, "request.invalid");
        Assert.Equal(
            ["company.name", "company.phone", "company.place.latitude", "company.place.longitude", "company.serviceRadiusKm", "company.timeZone",
                "company.trades[1]", "company.website", "user.email", "user.name", "user.password"],
            refusal.Fields);
    }

    [Fact]
    public async Task A_field_that_is_not_known_is_refused_by_name()
    {
        var company = Api.Company();
        company["licence"] = "X";
        var refusal = (await servers.Api.RegisterAsync(company)).Expect(HttpStatusCode.BadRequest, "request.invalid");
        Assert.Equal(["company.licence"], refusal.Fields);
    }

    [Fact]
    public async Task A_subcontractor_without_a_trade_is_refused_and_a_contractor_is_not()
    {
        var company = Api.Company();
        company["trades"] = Array.Empty<string>();
        Assert.Equal(["company.trades"], (await servers.Api.RegisterAsync(company)).Expect(HttpStatusCode.BadRequest).Fields);
        company["kind"] = "contractor";
        (await servers.Api.RegisterAsync(company)).Expect(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("Password123")]
    [InlineData("qwertyuiop")]
    [InlineData("1234567890")]
    [InlineData("aaaaaaaaaaaaaa")]
    [InlineData("ninechars")]
    [InlineData("mail.of.mine@builders.example")]
    [InlineData("MAIL.of.mine@builders.example")]
    public async Task A_password_that_is_short_or_easily_guessed_is_refused(string password)
    {
        var refusal = (await servers.Api.RegisterAsync(email: "mail.of.mine@builders.example", password: password)).Expect(HttpStatusCode.BadRequest, "request.invalid");
        Assert.Equal(["user.password"], refusal.Fields);
    }

    [Theory]
    [InlineData("no-at.example")]
    [InlineData("two@@builders.example")]
    [InlineData("Ann <ann@builders.example>")]
    [InlineData("ann@localhost")]
    [InlineData("ann gray@builders.example")]
    [InlineData("")]
    public async Task What_is_no_address_is_refused(string email) =>
        Assert.Equal(["user.email"], (await servers.Api.RegisterAsync(email: email)).Expect(HttpStatusCode.BadRequest).Fields);

    [Fact]
    public async Task Registering_tells_of_the_company_and_its_user_and_a_refusal_tells_and_writes_nothing()
    {
        var settings = await servers.SettingsAsync(Api.Ct);
        await using var auth = await HostedAuth.StartAsync(settings);
        var api = new Api(auth.Address);
        var email = Api.NewEmail();
        (await api.RegisterAsync(email: email)).Expect(HttpStatusCode.Created);
        (await api.RegisterAsync(email: email)).Expect(HttpStatusCode.Conflict);

        await using var database = NpgsqlDataSource.Create(settings["ConnectionStrings__auth"]);
        await using var command = database.CreateCommand(
            "select (select string_agg(regexp_replace(type, '^.*[.:]', ''), ',' order by created_at, message_id) from outbox) || ' ' || (select count(*) from companies) || ' ' || (select count(*) from sessions)");
        var stored = (string?)await command.ExecuteScalarAsync(Api.Ct);
        Assert.Equal(["CompanyRegistered", "UserJoined"], stored!.Split(' ')[0].Split(',').Order());
        Assert.EndsWith(" 1 1", stored);
    }
}
