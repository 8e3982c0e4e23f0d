namespace FhirHub.Engine.Packs;

/// <summary>What a resource is held against when it is written. Each holds those before it.</summary>
public enum ValidationLevel
{
    /// <summary>What no server can do without: the names, types and required codes of R4, checked as a body is read.</summary>
    Off,

    /// <summary>The definition of its type in R4: cardinalities, bindings, invariants.</summary>
    Structure,

    /// <summary>The profiles it claims in <c>meta.profile</c>.</summary>
    Claimed,

    /// <summary>The profiles required of its type, claimed or not.</summary>
    Required,
}
