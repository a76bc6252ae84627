namespace BidForge.Projects.Storage.Migrations;

/// <summary>SQL that is kept beside its migration.</summary>
internal static class Script
{
    public static string Read(string name)
    {
        using var stream = typeof(Script).Assembly.GetManifestResourceStream(typeof(Script), name)
            ?? throw new InvalidOperationException($"The script {name} is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
