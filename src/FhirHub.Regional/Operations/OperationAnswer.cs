using FhirHub.Engine.Resources;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Operations;

/// <summary>The output parameters of an operation, in their order. A single one named <c>return</c> that is a resource is the answer itself.</summary>
public sealed class OperationAnswer
{
    private readonly List<AnswerPart> _parts = [];

    internal IReadOnlyList<AnswerPart> Parts => _parts;

    /// <summary>A value; null adds nothing.</summary>
    public OperationAnswer Add(string name, DataType? value)
    {
        if (value is not null)
            _parts.Add(new AnswerPart(name) { Value = value });
        return this;
    }

    /// <summary>A resource that is not stored, or told as it was read.</summary>
    public OperationAnswer Add(string name, Resource resource)
    {
        _parts.Add(new AnswerPart(name) { Resource = resource });
        return this;
    }

    /// <summary>A stored resource, as the transaction leaves it: whether this call writes it, or has only read it.</summary>
    public OperationAnswer AddStored(string name, ResourceKey key)
    {
        _parts.Add(new AnswerPart(name) { Written = key });
        return this;
    }

    /// <inheritdoc cref="AddStored(string, ResourceKey)"/>
    public OperationAnswer AddStored(string name, ResourceReference reference) => AddStored(name, ResourceKey.Parse(reference.Reference!));

    /// <summary>A parameter with parts.</summary>
    public OperationAnswer Add(string name, OperationAnswer parts)
    {
        _parts.Add(new AnswerPart(name) { Parts = parts._parts });
        return this;
    }
}
