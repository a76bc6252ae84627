using BidForge.Web.Api.Models;

namespace BidForge.Web.Api;

/// <summary>Bid packages with their questions and addenda.</summary>
internal sealed class PackageApi(Gateway gateway)
{
    public Task<Package> GetAsync(Guid id, CancellationToken cancellationToken) =>
        gateway.GetAsync<Package>($"/packages/{id}", cancellationToken);

    public Task<Package> CreateAsync(Guid projectId, PackageInput package, Write write, CancellationToken cancellationToken) =>
        gateway.SendAsync<Package>(HttpMethod.Post, $"/projects/{projectId}/packages", package, write, cancellationToken);

    public Task<Package> ChangeAsync(Guid id, PackageInput package, Write write, CancellationToken cancellationToken) =>
        gateway.SendAsync<Package>(HttpMethod.Put, $"/packages/{id}", package, write, cancellationToken);

    public Task PublishAsync(Guid id, Write write, CancellationToken cancellationToken) =>
        gateway.SendAsync(HttpMethod.Post, $"/packages/{id}/publish", null, write, cancellationToken);

    public Task DeleteAsync(Guid id, Write write, CancellationToken cancellationToken) =>
        gateway.SendAsync(HttpMethod.Delete, $"/packages/{id}", null, write, cancellationToken);

    public Task<Page<Question>> QuestionsAsync(Guid id, CancellationToken cancellationToken) =>
        gateway.GetAsync<Page<Question>>($"/packages/{id}/questions?limit=100", cancellationToken);

    public Task AskAsync(Guid id, string text, Write write, CancellationToken cancellationToken) =>
        gateway.SendAsync(HttpMethod.Post, $"/packages/{id}/questions", new { text }, write, cancellationToken);

    public Task AnswerAsync(Guid id, Guid questionId, string text, Write write, CancellationToken cancellationToken) =>
        gateway.SendAsync(HttpMethod.Post, $"/packages/{id}/questions/{questionId}/answer", new { text }, write, cancellationToken);

    public Task<Page<Addendum>> AddendaAsync(Guid id, CancellationToken cancellationToken) =>
        gateway.GetAsync<Page<Addendum>>($"/packages/{id}/addenda?limit=100", cancellationToken);

    public Task<Addendum> IssueAddendumAsync(Guid id, AddendumInput addendum, Write write, CancellationToken cancellationToken) =>
        gateway.SendAsync<Addendum>(HttpMethod.Post, $"/packages/{id}/addenda", addendum, write, cancellationToken);
}
