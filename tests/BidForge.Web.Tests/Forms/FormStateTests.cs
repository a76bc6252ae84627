using BidForge.Web.Api;
using BidForge.Web.Components.Forms;

namespace BidForge.Web.Tests.Forms;

public sealed class FormStateTests
{
    private readonly ConfirmForm _form = new();

    private static ApiException Refusal(int status, Dictionary<string, string[]>? errors = null) =>
        new(new() { Status = status, Code = "request.invalid", Errors = errors });

    [Fact]
    public async Task A_message_of_the_API_stands_beside_its_field()
    {
        var state = new FormState();
        var refusal = Refusal(400, new() { ["bidForm.lineItems[2].quantity"] = ["Must be above 0."] });

        Assert.False(await state.TryAsync(_form, () => throw refusal));

        Assert.Equal(["Must be above 0."], state.For("Form.BidForm.LineItems[2].Quantity"));
        Assert.Empty(state.For("Form.BidForm.LineItems[1].Quantity"));
    }

    [Fact]
    public async Task A_refused_form_gets_a_new_key_because_the_corrected_one_is_another_write()
    {
        var key = _form.Key;
        await new FormState().TryAsync(_form, () => throw Refusal(409));
        Assert.NotEqual(key, _form.Key);
    }

    [Fact]
    public async Task After_silence_the_key_stays_because_the_first_attempt_may_have_arrived()
    {
        var key = _form.Key;
        await new FormState().TryAsync(_form, () => throw Refusal(503));
        Assert.Equal(key, _form.Key);
    }

    [Fact]
    public async Task A_form_with_errors_of_its_own_is_not_sent()
    {
        var (state, sent) = (new FormState(), false);
        state.Add("dueAt", "Give a day.");
        Assert.False(await state.TryAsync(_form, () => { sent = true; return Task.CompletedTask; }));
        Assert.False(sent);
    }

    [Fact]
    public async Task An_ended_session_is_not_a_matter_of_the_form() =>
        await Assert.ThrowsAsync<ApiException>(() => new FormState().TryAsync(_form, () => throw Refusal(401)));

    [Fact]
    public void What_a_browser_did_not_send_does_not_remove_the_key()
    {
        _form.Key = null!;
        Assert.NotEmpty(_form.Key);
    }
}
