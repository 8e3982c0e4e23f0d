using FhirHub.Engine.Packs;

namespace FhirHub.Engine.Acceptance;

/// <summary>The rules for writes in force: those of the configuration, then those of the installed packs, then the defaults.</summary>
/// <param name="configured">What the operator says; goes before all else.</param>
/// <param name="packs">What is installed.</param>
public sealed class AcceptancePolicy(ValidationRules configured, InstalledPacks packs)
{
    private Tuple<IReadOnlyList<InstalledPack>, ValidationRules>? _last;

    public ValidationRules Current
    {
        get
        {
            var installed = packs.Current;
            if (_last is { } last && ReferenceEquals(last.Item1, installed))
                return last.Item2;
            // A pack that builds on another says more than it.
            var rules = installed.Aggregate(ValidationRules.Default, (rules, pack) => pack.Rules is { } own ? own.Over(rules) : rules);
            _last = Tuple.Create(installed, configured.Over(rules));
            return _last.Item2;
        }
    }

    /// <summary>Looks for what other nodes have installed, where that was longer ago than writes can do with.</summary>
    public ValueTask FreshAsync(CancellationToken cancellationToken) => packs.FreshAsync(cancellationToken);
}
