using System.Net;
using BidForge.Projects.Tests.Support;

namespace BidForge.Projects.Tests;

public sealed class QuestionTests(Services services)
{
    [Fact]
    public async Task A_question_is_between_asker_and_poster_until_it_is_answered_and_the_asker_stays_unnamed_to_others()
    {
        var contractor = await services.ContractorAsync();
        var (asker, other) = (await services.SubcontractorAsync(), await services.SubcontractorAsync());
        var posted = await contractor.PublishedAsync();
        var path = $"/packages/{posted.PackageId}/questions";

        var question = (await asker.PostAsync(path, new { text = "Is access by night possible?" })).Ok();
        Assert.Equal(HttpStatusCode.Created, question.Status);
        Assert.Empty((await other.GetAsync(path)).Data);
        Assert.Equal(asker.CompanyName, Assert.Single((await contractor.GetAsync(path)).Data).GetProperty("askedBy").GetString());
        Assert.True(Assert.Single((await asker.GetAsync(path)).Data).GetProperty("mine").GetBoolean());

        (await contractor.PostAsync($"{path}/{question.Id}/answer", new { text = "From 22:00." })).Ok();

        var seen = Assert.Single((await other.GetAsync(path)).Data);
        Assert.Equal(("From 22:00.", false), (seen.GetProperty("answer").GetString(), seen.GetProperty("mine").GetBoolean()));
        Assert.False(seen.TryGetProperty("askedBy", out _));
        var asked = Assert.Single(await services.Events.HearAsync("QuestionAsked", "questionId", question.Id));
        Assert.Equal((contractor.CompanyId, asker.CompanyId), (asked.GetProperty("contractorId").GetGuid(), asked.GetProperty("askerId").GetGuid()));
        var answered = Assert.Single(await services.Events.HearAsync("QuestionAnswered", "questionId", question.Id));
        Assert.Equal(("Is access by night possible?", "From 22:00."), (answered.GetProperty("text").GetString(), answered.GetProperty("answer").GetString()));
    }

    [Fact]
    public async Task An_answer_stands_once_it_is_given()
    {
        var contractor = await services.ContractorAsync();
        var asker = await services.SubcontractorAsync();
        var posted = await contractor.PublishedAsync();
        var question = (await asker.PostAsync($"/packages/{posted.PackageId}/questions", new { text = "Why?" })).Ok();
        var path = $"/packages/{posted.PackageId}/questions/{question.Id}/answer";
        (await contractor.PostAsync(path, new { text = "Because." })).Ok();
        (await contractor.PostAsync(path, new { text = "Or not." })).Refused(HttpStatusCode.Conflict, "question.answered");
        (await contractor.PostAsync($"/packages/{posted.PackageId}/questions/{Guid.NewGuid()}/answer", new { text = "?" })).Refused(HttpStatusCode.NotFound, "question.not-found");
    }

    [Fact]
    public async Task A_question_of_one_package_is_not_answered_through_another()
    {
        var contractor = await services.ContractorAsync();
        var asker = await services.SubcontractorAsync();
        var (first, second) = (await contractor.PublishedAsync(), await contractor.PublishedAsync());
        var question = (await asker.PostAsync($"/packages/{first.PackageId}/questions", new { text = "Why?" })).Ok();
        (await contractor.PostAsync($"/packages/{second.PackageId}/questions/{question.Id}/answer", new { text = "x" })).Refused(HttpStatusCode.NotFound, "question.not-found");
    }

    [Fact]
    public async Task Nothing_is_asked_after_the_due_time()
    {
        var contractor = await services.ContractorAsync();
        var asker = await services.SubcontractorAsync();
        var posted = await contractor.PublishedAsync();
        await services.LetDueTimePassAsync(posted.PackageId);
        (await asker.PostAsync($"/packages/{posted.PackageId}/questions", new { text = "Too late?" })).Refused(HttpStatusCode.Conflict, "package.past-due");
    }

    [Theory]
    [InlineData("""{"text":""}""", "text")]
    [InlineData("""{"text":5}""", "text")]
    [InlineData("""{"text":"a","public":true}""", "public")]
    public async Task A_question_without_words_is_refused(string body, string field)
    {
        var refused = (await (await services.SubcontractorAsync()).SendAsync(HttpMethod.Post, $"/packages/{Guid.NewGuid()}/questions", body)).Refused(HttpStatusCode.BadRequest, "request.invalid");
        Assert.Contains(field, refused.WrongFields);
    }
}
