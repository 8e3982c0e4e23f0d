namespace FhirHub.Engine.Validation;

/// <summary>What is known of a code.</summary>
public enum CodeVerdict
{
    /// <summary>In the value set; without one, in the code system.</summary>
    Valid,

    /// <summary>The code system is known, or the value set fixes its codes, and the code is not in the value set.</summary>
    NotInValueSet,

    /// <summary>The code system is known as a whole and has no such code.</summary>
    NotInSystem,

    /// <summary>Nobody can say: the value set is not loaded, or cannot be evaluated.</summary>
    ValueSetUnknown,

    /// <summary>Nobody can say: the code system is not loaded.</summary>
    SystemUnknown,
}
