using BidForge.Web.Api;

namespace BidForge.Web.Components.Forms;

/// <summary>What is wrong with a form: messages by field, found here or sent by the API.</summary>
public sealed class FormState
{
    private readonly Dictionary<string, List<string>> _errors = new(StringComparer.OrdinalIgnoreCase);

    public ApiProblem? Problem { get; private set; }

    public bool Ok => Problem is null && _errors.Count == 0;

    public IEnumerable<KeyValuePair<string, List<string>>> All => _errors;

    public void Add(string field, string message)
    {
        if (!_errors.TryGetValue(field, out var messages)) _errors[field] = messages = [];
        messages.Add(message);
    }

    public void Fail(ApiProblem problem)
    {
        Problem = problem;
        foreach (var (field, messages) in problem.Errors ?? [])
            foreach (var message in messages) Add(field, message);
    }

    /// <summary>Messages for a field. Names are those of the API: a field called <c>Form.Place.City</c> hears of <c>place.city</c>.</summary>
    public IReadOnlyList<string> For(string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var field = dot < 0 ? name : name[(dot + 1)..];
        return _errors.GetValueOrDefault(field) ?? [];
    }

    /// <summary>
    /// Runs a write; a refusal is kept to be shown. A refused write is over and the corrected one is another, so it gets a new key; after
    /// silence the key stays, because the first attempt may have arrived.
    /// </summary>
    public async Task<bool> TryAsync(FormModel form, Func<Task> write)
    {
        if (!Ok) return false;
        try
        {
            await write();
            return true;
        }
        catch (ApiException refusal) when (!refusal.Unauthorized)
        {
            Fail(refusal.Problem);
            if (refusal.Problem.Status < 500) form.Key = Write.NewKey();
            return false;
        }
    }
}
