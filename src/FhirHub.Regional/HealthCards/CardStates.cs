using FhirHub.Regional.Rules;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.HealthCards;

/// <summary>What can become of a card. A health card begins when it is issued, another when it is bound.</summary>
internal static class CardStates
{
    public static readonly StateTable<CardState, CardStep, CardParty> Table = new(
        new(CardState.Active, CardStep.Suspend, CardState.Suspended, CardParty.Caller),
        new(CardState.Active, CardStep.Reissue, CardState.Replaced, CardParty.Caller),
        new(CardState.Suspended, CardStep.Reissue, CardState.Replaced, CardParty.Caller),
        new(CardState.Active, CardStep.Merge, CardState.Replaced, CardParty.Caller),
        new(CardState.Suspended, CardStep.Merge, CardState.Replaced, CardParty.Caller),
        new(CardState.Active, CardStep.Unbind, CardState.Unbound, CardParty.Caller),
        new(CardState.Suspended, CardStep.Unbind, CardState.Unbound, CardParty.Caller),
        new(CardState.Unbound, CardStep.Bind, CardState.Active, CardParty.Caller),
        new(CardState.Replaced, CardStep.Bind, CardState.Active, CardParty.Caller));

    /// <summary>The table as a diagram.</summary>
    public static string Diagram => Table.Draw(CodeOf, step => step.ToString().ToLowerInvariant());

    public static string CodeOf(CardState state) => state.ToString().ToLowerInvariant();

    /// <summary>Takes a step with a card, where it can be taken; what is at an end stays with its bearer, as one of the past.</summary>
    /// <param name="day">The province's, for the end.</param>
    public static bool Take(Identifier card, CardStep step, string? day)
    {
        if (!Enum.TryParse<CardState>(CardIdentifiers.StateOf(card), ignoreCase: true, out var state) || Table.Find(state, step) is not { } line)
            return false;
        CardIdentifiers.SetState(card, CodeOf(line.To));
        if (line.To == CardState.Suspended)
            return true;
        bool ends = line.To != CardState.Active;
        card.Use = ends ? Identifier.IdentifierUse.Old : null;
        if (day is not null || card.Period is not null)
            (card.Period ??= new Period()).End = ends ? day ?? card.Period.End : null;
        return true;
    }
}
