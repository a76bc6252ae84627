namespace BidForge.Projects.Questions;

/// <summary>A question as a company may see it.</summary>
/// <param name="AskedBy">The asking company's name: for the poster and the asker only.</param>
/// <param name="Mine">The caller's company asked it.</param>
internal sealed record QuestionView(
    Guid Id, Guid PackageId, string Text, DateTimeOffset AskedAt, string? AskedBy, bool Mine, string? Answer, DateTimeOffset? AnsweredAt)
{
    public static QuestionView Of(Question question, Guid posterId, Guid callerId) => new(
        question.Id, question.PackageId, question.Text, question.AskedAt,
        callerId == posterId || callerId == question.AskerId ? question.AskerName : null, callerId == question.AskerId, question.Answer, question.AnsweredAt);
}

/// <summary>The text of a question or of its answer.</summary>
internal sealed record QuestionInput(string Text);
