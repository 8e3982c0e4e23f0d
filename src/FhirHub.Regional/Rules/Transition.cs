namespace FhirHub.Regional.Rules;

/// <summary>A line of a <see cref="StateTable{TState, TStep, TParty}"/>: in this state, this party may take this step, which leads there.</summary>
public sealed record Transition<TState, TStep, TParty>(TState From, TStep Step, TState To, TParty By)
    where TState : struct, Enum
    where TStep : struct, Enum
    where TParty : struct, Enum;
