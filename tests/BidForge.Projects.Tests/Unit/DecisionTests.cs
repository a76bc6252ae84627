using BidForge.Contracts;
using BidForge.Contracts.Projects;
using BidForge.Projects.Invitations;
using BidForge.Projects.Packages;
using BidForge.Projects.Projects;

namespace BidForge.Projects.Tests.Unit;

public sealed class DecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly PackageInput Input = new("Roof", "roofing", "", Now.AddHours(1), new([new("Membrane", 10m, "m2")]));

    [Fact]
    public void A_package_is_open_until_the_instant_of_its_due_time()
    {
        var (project, package) = Published();
        Assert.Null(package.WhyNotOpen(Now.AddHours(1).AddTicks(-1)));
        Assert.Equal(Refusal.PackagePastDue, package.WhyNotOpen(Now.AddHours(1)));
        Assert.Equal(ProjectStatus.Published, Project.StatusAt(project.Status, package.DueAt, Now.AddHours(1).AddTicks(-1)));
        Assert.Equal(ProjectStatus.Closed, Project.StatusAt(project.Status, package.DueAt, Now.AddHours(1)));
    }

    [Fact]
    public void An_addendum_is_taken_until_the_instant_of_the_due_time_and_may_not_end_in_the_past()
    {
        var (_, package) = Published();
        Assert.Equal(Refusal.AddendumDueInPast, package.Amend(null, Now, Now, out _));
        Assert.Null(package.Amend(null, Now.AddHours(2), Now.AddHours(1).AddTicks(-1), out var changes));
        Assert.Equal("dueAtChanged", Assert.Single(changes).Kind);
        Assert.Equal(Refusal.PackagePastDue, package.Amend(null, Now.AddHours(5), Now.AddHours(2), out _));
    }

    [Fact]
    public void An_addendum_that_changes_something_leaves_bidders_the_guard_from_now_whatever_it_changes()
    {
        var longer = Input.BidForm.ToBidForm();
        var (_, package) = Published();
        Assert.Equal(Refusal.PackageDeadlineNear, package.Amend(longer, null, Now.AddTicks(1), out _));
        Assert.Equal(Refusal.PackageDeadlineNear, package.Amend(null, Now.AddMinutes(59), Now, out _));
        Assert.Equal(Refusal.PackageDeadlineNear, package.Amend(null, Now.AddMinutes(89), Now.AddMinutes(30), out _));
        Assert.Equal((2, 1, Now.AddHours(1)), (package.Version, package.ScopeVersion, package.DueAt));
        Assert.Null(package.Amend(package.BidForm, null, Now.AddMinutes(59), out _));
        Assert.Null(package.Amend(longer, Now.AddMinutes(119), Now.AddMinutes(59), out var changes));
        Assert.Contains(changes, change => change.Kind is "dueAtChanged");
        Assert.Equal((2, Now.AddMinutes(119)), (package.ScopeVersion, package.DueAt));
    }

    [Fact]
    public void Without_a_guard_only_the_past_is_refused()
    {
        var (_, package) = Published(Input with { DeadlineGuardMinutes = 0 });
        Assert.Null(package.Amend(Input.BidForm.ToBidForm(), Now.AddHours(1).AddTicks(10), Now.AddHours(1).AddTicks(-1), out _));
        Assert.Equal(Refusal.PackagePastDue, package.Amend(null, null, Now.AddHours(1).AddTicks(10), out _));
    }

    [Fact]
    public void Reordered_lines_are_kept_as_sent_without_a_new_scope_version()
    {
        var (_, package) = Published();
        var line = package.BidForm.LineItems[0];
        var longer = package.BidForm with { LineItems = [line, new(Guid.NewGuid(), "Edge", 1m, "m", LineItemKind.Base)] };
        Assert.Null(package.Amend(longer, null, Now, out _));
        Assert.Equal(2, package.ScopeVersion);
        Assert.Null(package.Amend(longer with { LineItems = [longer.LineItems[1], line] }, null, Now, out var changes));
        Assert.Equal((2, 0, "Edge"), (package.ScopeVersion, changes.Count, package.BidForm.LineItems[0].Description));
    }

    [Fact]
    public void Every_change_of_terms_takes_the_next_version()
    {
        var (project, package) = Published();
        Assert.Equal(2, package.Version);
        package.Amend(null, Now.AddHours(3), Now, out _);
        project.Cancel([package]);
        Assert.Equal((4, PackageStatus.Cancelled), (package.Version, package.Status));
    }

    [Fact]
    public void A_cancelled_project_refuses_everything()
    {
        var (project, package) = Published();
        Assert.Null(project.Cancel([package]));
        Assert.Equal(Refusal.ProjectCancelled, project.Cancel([package]));
        Assert.Equal(Refusal.ProjectCancelled, project.Publish([package], Now));
        Assert.Equal(Refusal.PackageCancelled, package.Change(Input));
        Assert.Equal(Refusal.PackageCancelled, package.Publish(project, Now));
        Assert.Equal(Refusal.PackageCancelled, package.Amend(null, null, Now, out _));
    }

    [Fact]
    public void A_look_never_takes_an_answer_back()
    {
        var invitation = new Invitation { CompanyName = "Sub" };
        Assert.True(invitation.Answer(InvitationStatus.Declined, null, Now));
        Assert.False(invitation.View(Now));
        Assert.Equal(InvitationStatus.Declined, invitation.Status);
        Assert.True(invitation.Answer(InvitationStatus.WillBid, null, Now));
        Assert.False(invitation.Answer(InvitationStatus.WillBid, null, Now));
    }

    [Theory]
    [InlineData("town hall", "town & hall:*")]
    [InlineData("  Town,hall! ", "Town & hall:*")]
    [InlineData("a", "a")]
    [InlineData("roof & !wall", "roof & wall:*")]
    [InlineData("Größe 12", "Größe & 12")]
    [InlineData("'; drop", "drop:*")]
    [InlineData("&|!():*", null)]
    public void Typed_words_become_a_safe_text_query(string typed, string? query) => Assert.Equal(query, SearchWords.ToTextQuery(typed));

    private static (Project Project, Package Package) Published(PackageInput? input = null)
    {
        var project = new Project
        {
            Id = Guid.NewGuid(), CompanyId = Guid.NewGuid(), CompanyName = "Builder", Name = "Hall", Description = "", TimeZone = "America/Chicago", Currency = "USD",
            Place = new(null, "Chicago", "IL", null, "US", 41.88, -87.63), CreatedAt = Now,
        };
        var package = Package.Draft(project, input ?? Input, Now);
        Assert.Null(project.Publish([package], Now));
        return (project, package);
    }
}
