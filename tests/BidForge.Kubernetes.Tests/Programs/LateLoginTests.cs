using BidForge.Migrations;
using Npgsql;

namespace BidForge.Kubernetes.Tests.Programs;

/// <summary>On a new cluster a job runs before the operator has made the logins.</summary>
public sealed class LateLoginTests
{
    [Theory]
    [InlineData(PostgresErrorCodes.InvalidCatalogName)]
    [InlineData(PostgresErrorCodes.InvalidPassword)]
    [InlineData(PostgresErrorCodes.InvalidAuthorizationSpecification)]
    public async Task Waiting_ends_when_the_operator_has_made_it(string refusal)
    {
        Assert.Equal(1, await MigrateCommand.RunAsync(["migrate"], _ => [new NewServer(refusal)]));
        Assert.Equal(0, await MigrateCommand.RunAsync(["migrate", "--wait"], _ => [new NewServer(refusal)]));
    }

    [Fact]
    public async Task What_no_operator_mends_is_told_at_once() =>
        Assert.Equal(1, await MigrateCommand.RunAsync(["migrate", "--wait"], _ => [new NewServer(PostgresErrorCodes.SyntaxError)]));

    /// <summary>Refuses the first connection, as a server does that is not complete yet.</summary>
    private sealed class NewServer(string refusal) : IMigratedDatabase
    {
        private bool refused;

        public string Name => "core";

        public Task<IReadOnlyList<MigrationStep>> PendingAsync(CancellationToken cancellationToken)
        {
            if (refused)
                return Task.FromResult<IReadOnlyList<MigrationStep>>([]);
            refused = true;
            throw new PostgresException("not yet", "FATAL", "FATAL", refusal);
        }

        public Task<IReadOnlyList<string>> ApplyAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([]);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
