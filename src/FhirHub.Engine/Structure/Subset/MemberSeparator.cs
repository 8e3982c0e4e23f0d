using System.Buffers;

namespace FhirHub.Engine.Structure.Subset;

/// <summary>Puts commas between the members of an object or the items of an array.</summary>
internal struct MemberSeparator(IBufferWriter<byte> output)
{
    private bool _any;

    public void Next()
    {
        if (_any)
            output.Write(","u8);
        _any = true;
    }
}
