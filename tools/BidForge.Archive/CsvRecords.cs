using System.Runtime.CompilerServices;
using System.Text;

namespace BidForge.Archive;

/// <summary>The records of a CSV file (RFC 4180) as they stand there, line feed included, without the header.</summary>
internal static class CsvRecords
{
    public static async IAsyncEnumerable<string> ReadAsync(string file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(file, Encoding.UTF8);
        var record = new StringBuilder();
        var (header, quoted) = (true, false);
        var buffer = new char[64 * 1024];
        for (var read = await reader.ReadAsync(buffer, cancellationToken); read > 0; read = await reader.ReadAsync(buffer, cancellationToken))
            for (var (start, at) = (0, 0); at < read; at++)
            {
                quoted ^= buffer[at] is '"';
                var ends = buffer[at] is '\n' && !quoted;
                if (ends || at == read - 1)
                {
                    record.Append(buffer, start, at + 1 - start);
                    start = at + 1;
                }
                if (!ends)
                    continue;
                if (!header)
                    yield return record.ToString();
                header = false;
                record.Clear();
            }
    }
}
