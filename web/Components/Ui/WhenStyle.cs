namespace BidForge.Web.Components.Ui;

/// <summary>How an instant is written: whole, short, to the millisecond, or the day only.</summary>
public enum WhenStyle { Full, Short, Exact, Date }
