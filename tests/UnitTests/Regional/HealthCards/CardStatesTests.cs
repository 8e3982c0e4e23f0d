using FhirHub.Regional.HealthCards;

namespace FhirHub.UnitTests.Regional.HealthCards;

[TestFixture]
internal sealed class CardStatesTests
{
    [Test]
    public void The_README_shows_the_table() =>
        Assert.That(File.ReadAllText(Path.Combine(RepositoryRoot.Path, "src", "FhirHub.Regional", "HealthCards", "README.md")), Does.Contain(CardStates.Diagram));

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
