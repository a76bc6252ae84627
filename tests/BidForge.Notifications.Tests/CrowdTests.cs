using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Aspire.Hosting.Testing;
using BidForge.Contracts;
using Npgsql;

namespace BidForge.Notifications.Tests;

[Collection("replicas")]
public sealed partial class CrowdTests(NotificationSystem system)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Five_hundred_readers_hear_the_same_news_and_cost_neither_a_thread_nor_a_database_connection_each()
    {
        var sub = await system.RegisterAsync(CompanyKind.Subcontractor);
        var streams = await Task.WhenAll(Enumerable.Range(0, 500).Select(i => EventStream.OpenAsync(sub, i % 2, "0", Cancel)));
        try
        {
            var staged = new Staged(Guid.NewGuid());
            await system.PublishAsync(staged.Invited(sub.Id));
            var heard = await Task.WhenAll(streams.Select(stream => stream.TakeAsync(2, Cancel)));
            Assert.All(heard, events => Assert.Equal(2, events.Select(item => item.Id).Distinct().Count()));

            foreach (var process in system.App.ProcessesOf("notification"))
            {
                var threads = Directory.GetDirectories($"/proc/{process.ToString(CultureInfo.InvariantCulture)}/task").Length;
                Assert.True(threads < 100, $"{threads} threads.");
            }
            Assert.InRange(await DatabaseConnectionsAsync(), 1, 60);
        }
        finally
        {
            foreach (var stream in streams)
                stream.Dispose();
        }
    }

    [Fact]
    public async Task A_reader_that_stops_reading_is_cut_off()
    {
        var sub = await system.RegisterAsync(CompanyKind.Subcontractor);
        await FillAsync(sub, 6000);
        var before = await CutAsync();
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(system.Replicas[0].Host, system.Replicas[0].Port, Cancel);
        using var client = sub.Client();
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"GET /api/v1/notifications/stream?lastEventId=0 HTTP/1.1\r\nHost: test\r\nAuthorization: {client.DefaultRequestHeaders.Authorization}\r\n\r\n"), Cancel);
        await Eventually.TrueAsync(async () => await CutAsync() > before, "the stream being cut", Cancel);
    }

    private async Task<double> CutAsync()
    {
        using var client = new HttpClient { BaseAddress = system.Replicas[0] };
        var match = Cut().Match(await client.GetStringAsync(new Uri("/metrics", UriKind.Relative), Cancel));
        return match.Success ? double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
    }

    /// <summary>More than the network's buffers hold.</summary>
    private async Task FillAsync(TestCompany company, int count)
    {
        await using var database = NpgsqlDataSource.Create((await system.App.GetConnectionStringAsync("notification-db", Cancel))!);
        await using var command = database.CreateCommand(
            """
            with numbered as (
                insert into company_sequences as s (company_id, last) values ($1, $2)
                on conflict (company_id) do update set last = s.last + excluded.last returning last
            )
            insert into notifications (company_id, number, id, source, kind, title, body, link, mailed, happened_at)
            select $1, last - $2 + i, gen_random_uuid(), 'test:' || i, 'invited', 'Long', repeat('x', 4000), '/', false, now()
            from numbered, generate_series(1, $2) i
            """);
        command.Parameters.Add(new() { Value = company.Id });
        command.Parameters.Add(new() { Value = count });
        await command.ExecuteNonQueryAsync(Cancel);
    }

    private async Task<long> DatabaseConnectionsAsync()
    {
        await using var database = NpgsqlDataSource.Create((await system.App.GetConnectionStringAsync("notification-db", Cancel))!);
        await using var command = database.CreateCommand("select count(*) from pg_stat_activity where datname = current_database()");
        return (long)(await command.ExecuteScalarAsync(Cancel))!;
    }

    [GeneratedRegex(@"^bidforge_notifications_streams_cut\S* (\S+)$", RegexOptions.Multiline)]
    private static partial Regex Cut();
}
