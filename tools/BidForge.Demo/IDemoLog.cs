namespace BidForge.Demo;

/// <summary>Where the play tells what happens.</summary>
public interface IDemoLog
{
    /// <summary>A new act begins.</summary>
    void Act(int number, int of, string title);

    /// <summary>How far the act is.</summary>
    void Progress(int done, int of);

    /// <summary>Something worth telling.</summary>
    void Say(string line);
}
