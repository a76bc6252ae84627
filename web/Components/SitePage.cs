using BidForge.Web.Sessions;
using Microsoft.AspNetCore.Components;

namespace BidForge.Web.Components;

/// <summary>
/// What every page and every part of one has at hand: the request, who is asking, and where to go next. It is rendered once it has loaded
/// and never before: the layout around it renders when its own calls come back, which would catch a page between two of its calls.
/// </summary>
public abstract class SitePage : ComponentBase
{
    private Task? _load;

    [CascadingParameter] protected HttpContext Context { get; set; } = default!;
    [Inject] protected NavigationManager Nav { get; set; } = default!;
    [Inject] protected TimeProvider Clock { get; set; } = default!;
    [Inject] private IServiceProvider Services { get; set; } = default!;

    internal CurrentUser User => Services.GetRequiredService<CurrentUser>();

    protected CancellationToken Aborted => Context.RequestAborted;

    public override async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        if (_load is { IsCompleted: false }) return;
        await (_load ??= LoadAsync());
        StateHasChanged();
    }

    private Task LoadAsync()
    {
        OnInitialized();
        return OnInitializedAsync();
    }

    /// <summary>Goes on to another page after a write, with a sentence to show there.</summary>
    protected void GoTo(string path, string? note = null)
    {
        if (note is not null) Services.GetRequiredService<Flash>().Set(note);
        Nav.NavigateTo(path);
    }

    /// <summary>Gives a part of the page that may be missing: null when its service is away, so that the rest still shows.</summary>
    protected static async Task<T?> MaybeAsync<T>(Task<T> part) where T : class?
    {
        try
        {
            return await part;
        }
        catch (Api.ApiException refusal) when (refusal.Unavailable)
        {
            return null;
        }
    }
}
