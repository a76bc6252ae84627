using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

namespace BidForge.ServiceDefaults;

/// <summary>
/// Settings that are files: every file of the directory that <c>BIDFORGE_SECRETS</c> names is one setting, its name written as a variable's
/// (<c>ConnectionStrings__auth</c>), its content the value without the last line break. They win over variables. This is how a cluster mounts secrets, which then are in
/// no process's environment. Read once, at start.
/// </summary>
internal static class SecretFiles
{
    public const string Variable = "BIDFORGE_SECRETS";

    /// <exception cref="DirectoryNotFoundException">The variable names a directory that is not there: the process does not start without what it was promised.</exception>
    public static void AddSecretFiles(this WebApplicationBuilder builder)
    {
        if (builder.Configuration[Variable] is { Length: > 0 } directory)
            builder.Configuration.AddKeyPerFile(directory, optional: false, reloadOnChange: false);
    }
}
