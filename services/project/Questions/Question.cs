using BidForge.Projects.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BidForge.Projects.Questions;

/// <summary>What a subcontractor asks about a package. With its answer it is for everybody who may see the package; who asked stays between asker and contractor.</summary>
internal sealed class Question
{
    public const int MaximumPerCompany = 200;

    public Guid Id { get; init; }

    public Guid PackageId { get; init; }

    public Guid ProjectId { get; init; }

    public Guid AskerId { get; init; }

    public required string AskerName { get; init; }

    public required string Text { get; init; }

    public DateTimeOffset AskedAt { get; init; }

    public string? Answer { get; private set; }

    public DateTimeOffset? AnsweredAt { get; private set; }

    public int Version { get; private set; } = 1;

    /// <summary>An answer given is one that bidders rely on: it is not changed.</summary>
    public Refusal? Reply(string answer, DateTimeOffset now)
    {
        if (AnsweredAt is not null)
            return Refusal.QuestionAnswered;
        (Answer, AnsweredAt) = (answer, now);
        Version++;
        return null;
    }
}

internal sealed class QuestionMapping : IEntityTypeConfiguration<Question>
{
    public void Configure(EntityTypeBuilder<Question> builder)
    {
        builder.Property(question => question.Id).ValueGeneratedNever();
        builder.Property(question => question.Version).IsConcurrencyToken();
        builder.UseSnakeCase("questions");
    }
}
