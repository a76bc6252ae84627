using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace BidForge.Cli;

/// <summary>A verb: a line for the list of verbs, and more for its own help.</summary>
internal sealed class Verb(string name, string summary, string details) : Command(name, summary)
{
    public string Details => details;
}

/// <summary>The library's help, followed by a verb's details.</summary>
internal sealed class VerbHelp(HelpAction standard) : SynchronousCommandLineAction
{
    public static void AddTo(RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        option.Action = new VerbHelp((HelpAction)option.Action!);
    }

    public override int Invoke(ParseResult parseResult)
    {
        var code = standard.Invoke(parseResult);
        if (parseResult.CommandResult.Command is Verb verb)
            parseResult.InvocationConfiguration.Output.WriteLine(verb.Details);
        return code;
    }
}
