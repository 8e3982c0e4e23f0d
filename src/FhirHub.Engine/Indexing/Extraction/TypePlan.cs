using FhirHub.Engine.Conformance;
using FhirHub.Engine.Indexing.Paths;
using FhirHub.Engine.Indexing.Types;

namespace FhirHub.Engine.Indexing.Extraction;

/// <summary>How the resources of one type are indexed: all paths in one tree, and where what they select goes. Immutable; safe for all threads.</summary>
internal sealed class TypePlan
{
    private readonly ValueTarget[] _targets;
    private readonly (ValueFilter Answer, ValueTarget Target)[] _questions;
    private readonly (FhirPathSelection Selection, ValueTarget Target)[] _others;
    private readonly PathTree _tree;
    private readonly TypeSchema _type;

    internal TypePlan(
        TypeSchema type,
        PathTree tree,
        ValueTarget[] targets,
        (ValueFilter Answer, ValueTarget Target)[] questions,
        (FhirPathSelection Selection, ValueTarget Target)[] others,
        int containedSlot)
    {
        _type = type;
        _tree = tree;
        _targets = targets;
        _questions = questions;
        _others = others;
        ContainedSlot = containedSlot;
    }

    /// <summary>The slot of contained resources; -1 for a type that has none.</summary>
    public int ContainedSlot { get; }

    /// <summary>How many parameters need the complete FHIRPath.</summary>
    public int Others => _others.Length;

    /// <summary>Reads the JSON once; contained resources are handed to <paramref name="contained"/>.</summary>
    public void Run(ReadOnlySpan<byte> json, IndexRun run, ContainedHandler contained)
    {
        var resource = new ElementValue(_type, null, json);
        new PathWalk(json, new Receiver(this, run, contained)).Follow(_tree.Root, resource, 0);
        foreach (var (answer, target) in _questions)
            if (answer.Holds(resource, 0, json) is { } holds)
                target.Take(new ElementValue(FhirSchema.R4.FindType("boolean")!, null, holds ? "true"u8 : "false"u8), json, run);
        if (_others.Length > 0)
            FhirPathSelection.Run(_type, json, _others, run);
    }

    /// <summary>Takes a contained resource.</summary>
    public delegate void ContainedHandler(TypeSchema type, ReadOnlySpan<byte> json, IndexRun run);

    private sealed class Receiver(TypePlan plan, IndexRun run, ContainedHandler contained) : IValueReceiver
    {
        public void Receive(int slot, in ElementValue value, ReadOnlySpan<byte> resource)
        {
            if (slot == plan.ContainedSlot)
                contained(value.Type, value.Json, run);
            else
                plan._targets[slot].Take(value, resource, run);
        }
    }
}
