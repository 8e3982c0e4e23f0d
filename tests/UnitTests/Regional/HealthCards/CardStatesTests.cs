using FhirHub.Regional.HealthCards;
using FhirHub.Regional.HealthCards.Merging;
using FhirHub.Regional.Rules;

namespace FhirHub.UnitTests.Regional.HealthCards;

[TestFixture]
internal sealed class CardStatesTests
{
    private static string Readme => File.ReadAllText(Path.Combine(RepositoryRoot.Path, "src", "FhirHub.Regional", "HealthCards", "README.md"));

    [Test]
    public void The_README_shows_the_table() => Assert.That(Readme, Does.Contain(CardStates.Diagram));

    [Test]
    public void The_README_names_every_rule()
    {
        var rules = new[] { typeof(HealthCardRules), typeof(MergeRules) }.SelectMany(t => t.GetFields()).Select(f => f.GetValue(null)).OfType<Rule>().Select(r => r.Id).ToList();
        Assert.That(rules, Is.Unique.And.Not.Empty);
        Assert.That(rules.Where(r => !Readme.Contains($"`{r}`", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void What_is_cancelled_stays_so() => Assert.That(CardStates.Table.From(CardState.Cancelled), Is.Empty);

    [Test]
    public void Every_state_can_be_reached()
    {
        var reached = new HashSet<CardState> { CardState.Active };
        foreach (var _ in Enum.GetValues<CardState>())
            reached.UnionWith(reached.SelectMany(CardStates.Table.From).Select(l => l.To).ToList());
        Assert.That(reached, Is.SupersetOf(new[] { CardState.Suspended, CardState.Replaced, CardState.Unbound }));
    }
}
