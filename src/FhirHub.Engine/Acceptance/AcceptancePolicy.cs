using FhirHub.Engine.Errors;
using FhirHub.Engine.Packs;

namespace FhirHub.Engine.Acceptance;

/// <summary>The rules for writes in force: those of the configuration, then those of the installed packs, then the defaults.</summary>
/// <param name="configured">What the operator says; goes before all else.</param>
/// <param name="packs">What is installed.</param>
/// <param name="awaited">What is to be installed before anything is written; null for nothing.</param>
public sealed class AcceptancePolicy(ValidationRules configured, InstalledPacks packs, ConfiguredPacks? awaited = null)
{
    private Tuple<IReadOnlyList<InstalledPack>, ValidationRules>? _last;

    /// <summary>The rules for a write.</summary>
    /// <exception cref="FhirException">
    /// Nobody knows them, and the configuration does not say that nothing is to be validated. Transient: the configured packs are not there yet.
    /// Internal: those of a pack cannot be read.
    /// </exception>
    public ValidationRules Current =>
        configured.Level == ValidationLevel.Off ? Known
        : awaited?.Missing is { } reason ? throw Pending(reason)
        : packs.Current.FirstOrDefault(p => p.Unreadable is not null) is { } broken ? throw Unreadable(broken)
        : Known;

    /// <summary>The rules as far as they can be read, for those who only ask.</summary>
    public ValidationRules Known
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

    private static FhirException Pending(string reason) => FhirException.Transient(
        "packs-pending", $"Nothing can be written yet: the configured packs say what may be, and {reason}. Try again later.");

    private static FhirException Unreadable(InstalledPack pack) => new(FaultKind.Internal, [Issue.Error(
        "exception", "pack-unreadable",
        $"Nothing can be written: the rules of the installed pack {pack.Name} cannot be read ({pack.Unreadable}). Install it again, or uninstall it; or configure FhirHub:Validation:Level as Off.")]);

    /// <summary>Looks for what other nodes have installed, where that was longer ago than writes can do with.</summary>
    public ValueTask FreshAsync(CancellationToken cancellationToken) => packs.FreshAsync(cancellationToken);
}
