using FhirHub.Engine.Errors;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.HealthCards;

/// <summary>The card that a call names, as everything reads it that is about cards: two ways of writing one number are one card.</summary>
internal static class CardInput
{
    private const string Name = "card";

    /// <summary>System and value without blanks around them; neither need be there.</summary>
    public static Identifier Read(OperationCall call)
    {
        var card = (Identifier)call.Input.Get<Identifier>(Name).DeepCopy();
        (card.System, card.Value) = (card.System?.Trim(), card.Value?.Trim());
        return card;
    }

    /// <exception cref="FhirException">Invalid: system or value is missing.</exception>
    public static Identifier Require(OperationCall call)
    {
        var card = Read(call);
        return card is { System.Length: > 0, Value.Length: > 0 } ? card : throw Fault.Invalid("card-incomplete", "A card has a system and a value.", "卡须有编号体系和号码。", call.Input.PathOf(Name));
    }

    /// <exception cref="FhirException">Refused: its system numbers no cards.</exception>
    public static CardKind KindOf(Identifier card, IdentifierSystems systems) =>
        CardKind.Of(card, systems) ?? throw HealthCardRules.NoCardSystem.Refuse(PolicySource.Default, card.System ?? string.Empty);
}
