namespace Aspire.Hosting.ApplicationModel;

internal interface IConnection : IResourceWithConnectionString
{
    string ConnectionString { get; }

    ValueTask<string?> IResourceWithConnectionString.GetConnectionStringAsync(CancellationToken cancellationToken) => new(ConnectionString);
}
