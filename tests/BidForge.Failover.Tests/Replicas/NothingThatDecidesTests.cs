using System.Reflection;
using System.Runtime.Loader;
using BidForge.Storage;
using BidForge.Storage.Replicas;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;

namespace BidForge.Failover.Tests.Replicas;

/// <summary>Bids, openings, sessions, whatever decides or writes: none of it can get at a standby, for the type by which one is read is used by these alone.</summary>
public sealed class NothingThatDecidesTests
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static TheoryData<string, string> Services => new()
    {
        { "BidForge.Projects", "ListProjects" },
        { "BidForge.Analytics", "ReadContractor ReadSubcontractor ReadUsage" },
        { "BidForge.Bids", "" },
        { "BidForge.Auth", "" },
        { "BidForge.Files", "" },
        { "BidForge.Notifications", "" },
    };

    [Theory, MemberData(nameof(Services))]
    public void Only_lists_and_figures_are_read_from_a_standby(string program, string readers)
    {
        var path = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", program, Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), $"{program}.dll"));
        var assembly = new Program(path).LoadFromAssemblyPath(path);
        Assert.Equal(readers, string.Join(' ', assembly.GetTypes().Where(type => !IsRoute(type) && Uses<StandbyReads>(type)).Select(Outermost).Distinct().Order(StringComparer.Ordinal)));
        // Those without any have none registered either: the library that registers it is not called.
        Assert.Equal(readers.Length > 0, Calls(assembly, nameof(ReplicaExtensions.AddReadReplica)));
    }

    [Fact]
    public void Several_servers_without_a_word_that_writes_go_to_the_primary_are_refused_at_start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration["ConnectionStrings:notes"] = "Host=db1,db2;Database=notes";
        Assert.Throws<InvalidOperationException>(() => builder.AddDatabase<DbContext>("notes"));
    }

    private static bool Uses<T>(Type type) =>
        type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All)).SelectMany(method => method.GetParameters()).Select(parameter => parameter.ParameterType)
            .Concat(type.GetFields(All).Select(field => field.FieldType))
            .Any(used => Mentions(used, typeof(T).FullName!));

    private static bool Mentions(Type type, string name) => type.FullName == name || type.GenericTypeArguments.Any(argument => Mentions(argument, name));

    // Where the compiler keeps the delegates of named methods: a table of routes has the signatures of its handlers there.
    private static bool IsRoute(Type type) => type.Name is "<>O";

    // What the compiler makes of a lambda is inside of the type that it is written in.
    private static string Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type.Name;

    // A called method is named in the program's metadata.
    private static bool Calls(Assembly assembly, string method) => File.ReadAllBytes(assembly.Location).AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(method)) >= 0;

    /// <summary>A program with all that it is built with, beside this one.</summary>
    private sealed class Program(string path) : AssemblyLoadContext(Path.GetFileName(path))
    {
        private readonly AssemblyDependencyResolver resolver = new(path);

        protected override Assembly? Load(AssemblyName assemblyName) => resolver.ResolveAssemblyToPath(assemblyName) is { } file ? LoadFromAssemblyPath(file) : null;
    }
}
