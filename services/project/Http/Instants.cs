namespace BidForge.Projects;

/// <summary>Times as PostgreSQL keeps them: to the microsecond, so that an answer and a later read agree.</summary>
internal static class Instants
{
    public static DateTimeOffset Now(this TimeProvider time) => time.GetUtcNow().ToMicroseconds();

    public static DateTimeOffset ToMicroseconds(this DateTimeOffset instant) =>
        new(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
}
