using FhirHub.Regional.HealthCards.Numbers;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.HealthCards.Merging;

/// <summary>What becomes of the two records: https://hl7.org/fhir/R5/patient-operation-merge.html.</summary>
internal sealed class MergedRecord(IdentifierSystems systems)
{
    /// <summary>The first kind of document that both have decides: passports change.</summary>
    /// <exception cref="Engine.Errors.FhirException">Refused: they have different numbers of it, or one of them is of somebody who died.</exception>
    public void RequireSamePerson(Reading<Patient> source, Reading<Patient> target)
    {
        if (CardHolder.IsDeceased(source.Resource) != CardHolder.IsDeceased(target.Resource))
            throw MergeRules.OneDeceased.Refuse(PolicySource.Default, CardHolder.IsDeceased(source.Resource) ? source.Key : target.Key, CardHolder.IsDeceased(source.Resource) ? target.Key : source.Key);
        foreach (var kind in DocumentKind.All)
        {
            string? one = NumberOf(source.Resource, kind), other = NumberOf(target.Resource, kind);
            if (one is null || other is null)
                continue;
            if (one == other)
                return;
            throw MergeRules.DifferentPeople.Refuse(PolicySource.Default, source.Key, target.Key, kind.English, kind.Chinese);
        }
    }

    /// <summary>The target with what the source had. What it lacks it takes as it is; of what it has, the source's is kept as old.</summary>
    public void Extend(Patient target, Reading<Patient> source)
    {
        var own = target.Identifier.ToList();
        foreach (var identifier in source.Resource.Identifier)
        {
            if (own.Exists(i => AreSame(i, identifier)))
                continue;
            var taken = (Identifier)identifier.DeepCopy();
            if (taken.Use != Identifier.IdentifierUse.Old && own.Exists(i => TakesPlaceOf(i, taken)))
            {
                if (CardKind.Of(taken, systems) is not null)
                    CardStates.Take(taken, CardStep.Merge, day: null);
                taken.Use = Identifier.IdentifierUse.Old;
            }

            target.Identifier.Add(taken);
        }

        if (!target.Link.Exists(l => l.Type == Patient.LinkType.Replaces && References.LeadTo(l.Other, source.Key)))
            target.Link.Add(new Patient.LinkComponent { Other = source.Reference, Type = Patient.LinkType.Replaces });
    }

    /// <summary>Whether two identifiers are one number, whatever else they say.</summary>
    public bool AreSame(Identifier one, Identifier other) =>
        one.Value == other.Value && systems.PreferredOf(one.System) == systems.PreferredOf(other.System) && CardSearch.HospitalOf(one) == CardSearch.HospitalOf(other);

    /// <summary>The source as one that does not count any more.</summary>
    public static void Retire(Patient source, Reading<Patient> target)
    {
        source.Active = false;
        source.Link.Add(new Patient.LinkComponent { Other = target.Reference, Type = Patient.LinkType.ReplacedBy });
    }

    /// <summary>Whether the target's own identifier does for the source's: of what a person has one of.</summary>
    public bool TakesPlaceOf(Identifier own, Identifier taken)
    {
        if (own.Use == Identifier.IdentifierUse.Old)
            return false;
        if (CardKind.Of(taken, systems) is { } kind)
            return kind.IsSingle && CardKind.Of(own, systems) == kind && CardIdentifiers.IsCurrent(own);
        return systems.PreferredOf(own.System) == systems.PreferredOf(taken.System);
    }

    private string? NumberOf(Patient patient, DocumentKind kind) =>
        patient.Identifier.Find(i => i.Use != Identifier.IdentifierUse.Old && systems.PreferredOf(i.System) == kind.System)?.Value?.Trim().ToUpperInvariant();
}
