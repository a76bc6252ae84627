using System.Globalization;
using System.Text.Json;
using BidForge.Cli.Load;
using BidForge.Load.Balance;

namespace BidForge.Cli.Verbs;

internal static class BalanceVerb
{
    private static readonly double[] Exponents = [0.8, 1.0, 1.2];

    public static Command Create()
    {
        var companies = Numbers.Option("--companies", "How many.", 1_000_000, 1, 10_000_000);
        var seed = Numbers.Option("--seed", "The same seed, the same companies.", 1, 0, int.MaxValue);
        var command = new Verb("balance", "Simulates how companies with a heavy-tailed bid volume spread over 4 to 256 shards, and what moving slots and pinning do.", """
            No system is needed. Figures are the busiest shard's volume as a multiple of the mean: 1.00 is perfect.
            """)
        { companies, seed, LoadVerbs.Json };
        command.SetAction(parsed =>
        {
            var results = Exponents.Select(exponent => BalanceSimulation.Run(parsed.GetValue(companies), exponent, parsed.GetValue(seed))).ToList();
            if (parsed.GetValue(LoadVerbs.Json))
                Console.WriteLine(JsonSerializer.Serialize(results, SystemState.Json));
            else
                results.ForEach(Print);
            return ExitCode.Done;
        });
        return command;
    }

    private static void Print(Balance balance)
    {
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"\n{balance.Companies} companies, Zipf {balance.Exponent:0.0}: the busiest gets {balance.LargestCompany:P1} of all bids\nshards    even  packed  pinned    both"));
        foreach (var spread in balance.Spreads)
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{spread.Shards,6}  {spread.Even,6:0.00}  {spread.Packed,6:0.00}  {spread.Pinned,6:0.00}  {spread.PinnedAndPacked,6:0.00}  ({spread.PinnedShards} pinned)"));
    }
}
