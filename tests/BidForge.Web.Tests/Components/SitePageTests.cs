using BidForge.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace BidForge.Web.Tests.Components;

public sealed class SitePageTests
{
    [Fact]
    public async Task A_page_that_is_still_loading_is_not_shown_when_what_is_around_it_renders()
    {
        var (first, second) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddSingleton<NavigationManager, Nowhere>().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);

        var html = await renderer.Dispatcher.InvokeAsync(async () =>
        {
            Layout? layout = null;
            var root = renderer.BeginRenderingComponent<Layout>(ParameterView.FromDictionary(new Dictionary<string, object?>
            {
                [nameof(Layout.Made)] = (Action<Layout>)(made => layout = made),
                [nameof(Layout.First)] = first.Task,
                [nameof(Layout.Second)] = second.Task,
            }));
            first.SetResult();
            await Task.Yield();
            layout!.RenderAgain();
            second.SetResult();
            await root.QuiescenceTask;
            return root.ToHtmlString();
        });

        Assert.Equal("around 2: a b", html);
    }

    /// <summary>Renders again by itself, as the site's layout does when its own call comes back.</summary>
    private sealed class Layout : ComponentBase
    {
        private int _renders;

        [Parameter] public required Action<Layout> Made { get; set; }
        [Parameter] public required Task First { get; set; }
        [Parameter] public required Task Second { get; set; }

        public void RenderAgain() => StateHasChanged();

        protected override void OnInitialized() => Made(this);

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.AddContent(0, $"around {++_renders}: ");
            builder.OpenComponent<CascadingValue<HttpContext>>(1);
            builder.AddComponentParameter(2, "Value", new DefaultHttpContext());
            builder.AddComponentParameter(3, "ChildContent", (RenderFragment)(body =>
            {
                body.OpenComponent<Halves>(0);
                body.AddComponentParameter(1, nameof(Halves.First), First);
                body.AddComponentParameter(2, nameof(Halves.Second), Second);
                body.CloseComponent();
            }));
            builder.CloseComponent();
        }
    }

    /// <summary>A page of two calls that shows what both gave.</summary>
    private sealed class Halves : SitePage
    {
        private string? _first;
        private string? _second;

        [Parameter] public required Task First { get; set; }
        [Parameter] public required Task Second { get; set; }

        protected override async Task OnInitializedAsync()
        {
            await First;
            _first = "a";
            await Second;
            _second = "b";
        }

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            if (_first is not null) builder.AddContent(0, $"{_first} {_second!.Trim()}");
        }
    }

    private sealed class Nowhere : NavigationManager
    {
        public Nowhere() => Initialize("http://localhost/", "http://localhost/");
    }
}
