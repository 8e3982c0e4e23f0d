namespace FhirHub.ContractTests.Validation.Mutations;

/// <summary>What became of the violation of a constraint.</summary>
internal enum Outcome
{
    /// <summary>The validator reports it where it is.</summary>
    Caught,

    /// <summary>The validator does not.</summary>
    Survived,

    /// <summary>None can be made of the examples.</summary>
    NotMade,

    /// <summary>An item that violates it is, by that, no item of the slice any more.</summary>
    TellsSlice,
}
