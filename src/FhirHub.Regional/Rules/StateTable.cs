namespace FhirHub.Regional.Rules;

/// <summary>A state machine as a table: what is not in it cannot happen.</summary>
public sealed class StateTable<TState, TStep, TParty>
    where TState : struct, Enum
    where TStep : struct, Enum
    where TParty : struct, Enum
{
    private readonly Dictionary<(TState, TStep), Transition<TState, TStep, TParty>> _lines;

    /// <exception cref="ArgumentException">Two lines have the same state and step.</exception>
    public StateTable(params IReadOnlyList<Transition<TState, TStep, TParty>> lines)
    {
        Lines = lines;
        _lines = lines.ToDictionary(l => (l.From, l.Step));
    }

    public IReadOnlyList<Transition<TState, TStep, TParty>> Lines { get; }

    /// <summary>Null where the step cannot be taken in that state.</summary>
    public Transition<TState, TStep, TParty>? Find(TState from, TStep step) => _lines.GetValueOrDefault((from, step));

    /// <summary>The steps that lead on from a state.</summary>
    public IEnumerable<Transition<TState, TStep, TParty>> From(TState state) => Lines.Where(l => l.From.Equals(state));

    /// <summary>As a diagram of https://mermaid.js.org, one line for each transition, in the order of the table.</summary>
    /// <param name="state">Name of a state.</param>
    /// <param name="step">Name of a step.</param>
    public string Draw(Func<TState, string> state, Func<TStep, string> step) =>
        string.Join('\n', Lines.Select(l => $"    {state(l.From)} --> {state(l.To)}: {step(l.Step)}").Prepend("stateDiagram-v2"));
}
