namespace BidForge.Gateway.Limits;

/// <summary>Which company's counts of the day and the month a request is put to.</summary>
/// <param name="DayKey">Hash of the day, for metering.</param>
/// <param name="MonthKey">Hash of the month, for the quota.</param>
/// <param name="Limit">Requests of the month that are let through; 0 is no limit.</param>
internal readonly record struct Metered(string DayKey, string MonthKey, string Company, long Limit);
