using FhirHub.Regional.Rules;

namespace FhirHub.Regional.HealthCards;

/// <summary>What health cards may be refused for.</summary>
internal static class HealthCardRules
{
    public static readonly Rule NoActiveCard = new(
        "health-card.no-active-card",
        "{0} has no active health card.",
        "{0} 没有可用的健康卡。");
}
